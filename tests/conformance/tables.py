"""Tables of the structure tree: rows, spans, and the headers of every cell (ISO 14289-1 7.2 and 7.5, ISO 32000-1 14.8.4.3.4,
14.8.5.7)."""
PARTS = ("THead", "TBody", "TFoot")
CELLS = ("TH", "TD")


def rows_of(table):
    """The rows in order."""
    rows = []
    for kid in table.kids:
        rows += [kid] if kid.kind == "TR" else [row for row in kid.kids if row.kind == "TR"] if kid.kind in PARTS else []
    return rows


def groups(table, report):
    kinds = [kid.kind for kid in table.kids]
    if kinds.count("THead") > 1 or kinds.count("TFoot") > 1 or kinds.count("Caption") > 1:
        report("table-groups", str(table), f"{kinds}")
    if ("THead" in kinds or "TFoot" in kinds) and "TBody" not in kinds:
        report("table-groups", str(table), f"no TBody: {kinds}")
    if "Caption" in kinds[1:-1]:
        report("table-groups", str(table), "Caption neither first nor last")


class Grid:
    """A table's cells by row and column. `places`: cell -> (row, column, rows, columns)."""

    def __init__(self, table, report):
        self.table, self.report = table, report
        self.rows = rows_of(table)
        self.columns = sum(cell.span("/ColSpan") for cell in self.rows[0].kids if cell.kind in CELLS) if self.rows else 0
        self.at, self.places = {}, {}
        for number, row in enumerate(self.rows):
            self.fill(number, row)
        for number in range(len(self.rows)):
            empty = [column for column in range(self.columns) if (number, column) not in self.at]
            if empty:
                report("table-regular", str(table), f"row {number + 1} has no cell in columns {empty} of {self.columns}")

    def fill(self, number, row):
        column = 0
        for cell in row.kids:
            if cell.kind not in CELLS:
                continue
            while (number, column) in self.at:
                column += 1
            wide, high = cell.span("/ColSpan"), cell.span("/RowSpan")
            if column + wide > self.columns or number + high > len(self.rows):
                self.report("table-regular", str(cell), f"row {number + 1} column {column + 1}, {high} by {wide}, leaves its table "
                                                        f"of {len(self.rows)} by {self.columns}")
            self.places[cell.number] = (number, column, high, wide)
            for place in ((number + i, column + j) for i in range(high) for j in range(wide)):
                if place in self.at:
                    self.report("table-overlap", str(cell), f"row {place[0] + 1} column {place[1] + 1} is taken")
                self.at[place] = cell
            column += wide

    def headers(self):
        ids = {bytes(cell.obj["/ID"]): cell for cell in set(self.at.values()) if "/ID" in cell.obj}
        for cell in {cell.number: cell for cell in self.at.values()}.values():
            if cell.kind == "TH" and "/Scope" not in cell.attributes:
                self.report("header-scope", str(cell), "no Scope")
            named = [bytes(one) for one in cell.get("/Headers", [])]
            for one in named:
                if one not in ids or ids[one].kind != "TH":
                    self.report("header-unknown", str(cell), repr(one))
            if cell.kind == "TD" and not named and not self.by_scope(cell):
                number, column = self.places[cell.number][:2]
                self.report("header-missing", str(cell), f"row {number + 1} column {column + 1} of {self.table}")

    def by_scope(self, cell):
        number, column, high, wide = self.places[cell.number]
        above = (self.at.get((i, j)) for j in range(column, column + wide) for i in range(number - 1, -1, -1))
        left = (self.at.get((i, j)) for i in range(number, number + high) for j in range(column - 1, -1, -1))
        return (any(one is not None and one.kind == "TH" and one.get("/Scope") in ("/Column", "/Both") for one in above)
                or any(one is not None and one.kind == "TH" and one.get("/Scope") in ("/Row", "/Both") for one in left))


def check(table, report):
    groups(table, report)
    Grid(table, report).headers()
