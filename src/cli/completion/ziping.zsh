# Completion of ziping in zsh. The functions above are made from the tables that --help is printed from.

# The program that is being completed, with the folders it was given.
_ziping_run() { $program $before "$@" 2>/dev/null }

_ziping_unit() { _files -/ "$@" }
_ziping_package() { _alternative 'folders:folder:_files -/' 'zips:zip:_files -g "*.(#i)zip(-.)"' }
_ziping_pdf() { _files -g '*.(#i)pdf(-.)' "$@" }
_ziping_form() {
    local -a forms=(${${(M)${(f)"$(_ziping_run forms)"}:#[^ ]*}/  /:})
    _describe -t forms form forms
}
_ziping_documents() {
    local -aU documents=(${(s:, :)${(j:, :)${${(M)${(f)"$(_ziping_run forms)"}:# *}##[[:space:]]#}}})
    _values -s , document $documents
}
_ziping_rules() {
    local -a rules=(S F I B X T W ${${(M)${(f)"$(_ziping_run check --list)"}:#[A-Z][0-9]*}%% *})
    _values -s , rule $rules
}

_ziping() {
    local program=${words[1]/#\~/$HOME} context state state_descr line language=en
    local -a before
    typeset -A opt_args
    [[ ${LC_ALL:-${LC_MESSAGES:-$LANG}} == zh* ]] && language=zh
    _ziping_$language
}

_ziping "$@"
