# Completion of ziping in bash. The tables at the end are made from those that --help is printed from.

# Lines on standard input that begin with what is typed.
_ziping_lines() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        [[ $line == "$cur"* ]] && COMPREPLY+=("$line")
    done
}

_ziping_words() { _ziping_lines < <(printf '%s\n' $1); }

# One more of several with commas between, none twice.
_ziping_list() {
    local before= word left=
    [[ $cur == *,* ]] && before=${cur%,*},
    for word in $1; do
        [[ ,$before == *,"$word",* ]] || left+="$before$word"$'\n'
    done
    _ziping_lines <<<"${left%$'\n'}"
    compopt -o nospace 2>/dev/null
}

# Folders; and files, without those that `compgen -X` is told.
_ziping_paths() {
    cur=${cur//\\/} # as it is typed: in quotes, with backslashes
    cur=${cur#[\"\']}
    _ziping_lines < <(
        compgen -d -- "$cur"
        [[ $# == 0 ]] || compgen -f -X "$1" -- "$cur" | while IFS= read -r path; do
            [[ -d $path ]] || printf '%s\n' "$path"
        done
    )
    compopt -o filenames 2>/dev/null
}

# The program that is being completed, with the folders it was given.
_ziping_run() { "${program/#\~/$HOME}" "${before[@]}" "$@" 2>/dev/null; }

_ziping_kind() {
    case $1 in
    folder | unit) _ziping_paths ;;
    file) _ziping_paths '' ;;
    pdf) _ziping_paths '!*.[pP][dD][fF]' ;;
    package) _ziping_paths '!*.[zZ][iI][pP]' ;;
    form) _ziping_words "$(_ziping_run forms | sed -n 's/^\([^ ][^ ]*\).*/\1/p')" ;;
    documents) _ziping_list "$(_ziping_run forms | sed -n 's/^  *//p' | tr -d , | tr ' ' '\n' | sort -u)" ;;
    rules) _ziping_list "S F I B X T W $(_ziping_run check --list --lang en | sed -n 's/^\([A-Z][0-9][0-9]*\) .*/\1/p')" ;;
    words:*) _ziping_words "${1#words:}" ;;
    list:*) _ziping_list "${1#list:}" ;;
    esac
}

_ziping() {
    local cur=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]} command= option= kind= operand=0 i word
    local before=()
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == = ]]; then
            continue # bash makes --format=json three words
        elif [[ -n $option ]]; then
            [[ $option == :--templates || $option == :--fonts ]] && before+=("${option#:}" "$word")
            option=
        elif [[ $word == -* ]]; then
            option=$command:$word
            [[ -n $(_ziping_value "$option") ]] || option=
        elif [[ -z $command ]]; then
            command=$word
        else
            operand=$((operand + 1))
        fi
    done
    [[ $cur == = ]] && cur=
    if [[ -n $option ]]; then
        _ziping_kind "$(_ziping_value "$option")"
    elif [[ $cur == -* ]]; then
        _ziping_words "$(_ziping_options "$command")"
    elif [[ -z $command ]]; then
        _ziping_words "$_ziping_commands"
    else
        _ziping_kind "$(_ziping_operand "$command" "$operand")"
    fi
} && complete -F _ziping ziping

