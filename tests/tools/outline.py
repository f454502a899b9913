"""Prints what CPython's own parser sees in Python files, as JSON lines; DnasRepro's parser has to see the same.

Reads lines from standard input: the path of a file, or a git directory and a commit with a tab between, which stand for all
Python files of that commit. The first line of the output says what this Python can tell; then follows one line a file, with its
outline or with the reason why this Python cannot parse it. Runs under Python 2.7 and from 3.9 on.
"""
from __future__ import print_function

import ast
import base64
import json
import re
import subprocess
import sys
import warnings

IS_PY2 = sys.version_info[0] == 2
EXACT_FIELDS = sys.version_info >= (3, 12)
SIGNS = {
    "Add": "+", "Sub": "-", "Mult": "*", "MatMult": "@", "Div": "/", "Mod": "%", "Pow": "**", "LShift": "<<", "RShift": ">>", "BitOr": "|",
    "BitXor": "^", "BitAnd": "&", "FloorDiv": "//", "And": "and", "Or": "or", "Invert": "~", "Not": "not", "UAdd": "+", "USub": "-",
    "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is", "In": "in", "NotIn": "in",
}
COMPREHENSIONS = {"GeneratorExp": "gen", "ListComp": "list", "SetComp": "set", "DictComp": "dict"}


def kind(node):
    return type(node).__name__


class Outline(object):
    def __init__(self, text):
        self.lines = re.split(r"\r\n|\n|\r", text)
        self.items = []
        self.in_field = 0

    def line(self, node):
        if IS_PY2 and self.starts_with_string(node) or self.in_field and not EXACT_FIELDS:
            return "-"
        return node.lineno

    @staticmethod
    def starts_with_string(node):
        while kind(node) in ("Call", "Attribute", "Subscript", "BinOp", "Expr", "Compare", "BoolOp", "IfExp", "Tuple"):
            if kind(node) == "BoolOp":
                node = node.values[0]
            elif kind(node) == "Tuple":
                node = node.elts[0] if node.elts else None
            else:
                name = {"Call": "func", "BinOp": "left", "Compare": "left", "IfExp": "body"}.get(kind(node), "value")
                node = getattr(node, name)
        return kind(node) == "Str"

    def add(self, *parts):
        self.items.append(" ".join(str(part) if not IS_PY2 or not isinstance(part, unicode) else part for part in parts))

    # Expressions.

    def dotted(self, node):
        if kind(node) == "Name":
            return node.id
        if kind(node) == "Attribute":
            return self.dotted(node.value) + "." + node.attr
        if kind(node) == "Constant" and (node.value is None or isinstance(node.value, bool)):
            return str(node.value)
        return "?"

    def all(self, nodes):
        return ",".join(self.shape(node) for node in nodes)

    def shape(self, node):
        if node is None:
            return ""
        return getattr(self, "shape_" + kind(node))(node)

    def shape_Name(self, node):
        return node.id

    def shape_NameConstant(self, node):
        return str(node.value)

    def shape_Num(self, node):
        return "n"

    def shape_Str(self, node):
        return "s"

    def shape_Ellipsis(self, node):
        return "..."

    def shape_Constant(self, node):
        if node.value is Ellipsis:
            return "..."
        if node.value is None or isinstance(node.value, bool):
            return str(node.value)
        return "s" if isinstance(node.value, (str, bytes)) else "n"

    def fields(self, node):
        found = []
        for value in node.values:
            if kind(value) == "FormattedValue":
                found.append(self.shape(value.value))
                if value.format_spec is not None:
                    found.extend(self.fields(value.format_spec))
        return found

    def shape_JoinedStr(self, node):
        self.in_field += 1
        found = self.fields(node)
        self.in_field -= 1
        return "s{" + ",".join(found) + "}" if found else "s"

    def shape_Attribute(self, node):
        return self.shape(node.value) + "." + node.attr

    def shape_Subscript(self, node):
        return self.shape(node.value) + "[" + self.shape(node.slice) + "]"

    def shape_Index(self, node):
        return self.shape(node.value)

    def shape_ExtSlice(self, node):
        return "(" + self.all(node.dims) + ")"

    def shape_Slice(self, node):
        step = node.step
        if IS_PY2 and kind(step) == "Name" and step.id == "None":
            step = None
        return self.shape(node.lower) + ":" + self.shape(node.upper) + ":" + self.shape(step)

    def arguments(self, node):
        found = [self.shape(value) for value in getattr(node, "args", getattr(node, "bases", []))]
        if getattr(node, "starargs", None) is not None:
            found.append("*" + self.shape(node.starargs))
        for keyword in getattr(node, "keywords", []):
            found.append(("**" if keyword.arg is None else keyword.arg + "=") + self.shape(keyword.value))
        if getattr(node, "kwargs", None) is not None:
            found.append("**" + self.shape(node.kwargs))
        return "(" + ",".join(found) + ")"

    def shape_Call(self, node):
        self.add("call", self.line(node), self.dotted(node.func))
        return self.shape(node.func) + self.arguments(node)

    def shape_BinOp(self, node):
        return "(%s %s %s)" % (self.shape(node.left), SIGNS[kind(node.op)], self.shape(node.right))

    def shape_BoolOp(self, node):
        result = self.shape(node.values[0])
        for value in node.values[1:]:
            result = "(%s %s %s)" % (result, SIGNS[kind(node.op)], self.shape(value))
        return result

    def shape_Compare(self, node):
        result = self.shape(node.left)
        for sign, value in zip(node.ops, node.comparators):
            result = "(%s %s %s)" % (result, SIGNS[kind(sign)], self.shape(value))
        return result

    def shape_UnaryOp(self, node):
        operand = self.shape(node.operand)
        if IS_PY2 and kind(node.op) == "USub" and operand == "n":
            return "n"  # Python 2 counts the sign to the number.
        return "(%s %s)" % (SIGNS[kind(node.op)], operand)

    def shape_IfExp(self, node):
        return "(%s if %s else %s)" % (self.shape(node.body), self.shape(node.test), self.shape(node.orelse))

    def parameters(self, node):
        if IS_PY2:
            names = [a.id if kind(a) == "Name" else "()" for a in node.args]
            star, double, plain, only = node.vararg, node.kwarg, list(zip(names, [None] * len(names))), []
        else:
            plain = [(a.arg, a.annotation) for a in node.posonlyargs + node.args]
            only = [((a.arg, a.annotation), d) for a, d in zip(node.kwonlyargs, node.kw_defaults)]
            star, double = node.vararg, node.kwarg
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        found = [self.parameter("", pair, default) for pair, default in zip(plain, defaults)]
        if star is not None:
            found.append(self.parameter("*", star, None))
        elif only:
            found.append("*")
        found.extend(self.parameter("", pair, default) for pair, default in only)
        if double is not None:
            found.append(self.parameter("**", double, None))
        return ",".join(found)

    def parameter(self, stars, pair, default):
        if kind(pair) == "arg":
            pair = (pair.arg, pair.annotation)
        elif not isinstance(pair, tuple):
            pair = (pair, None)
        name, annotation = pair
        text = stars + name
        if annotation is not None:
            text += ":" + self.shape(annotation)
        return text if default is None else text + "=" + self.shape(default)

    def shape_Lambda(self, node):
        return "(lambda " + self.parameters(node.args) + ":" + self.shape(node.body) + ")"

    def shape_Tuple(self, node):
        return "(" + self.all(node.elts) + ")"

    def shape_List(self, node):
        return "[" + self.all(node.elts) + "]"

    def shape_Set(self, node):
        return "{" + self.all(node.elts) + "}"

    def shape_Dict(self, node):
        return "{" + ",".join("**" + self.shape(v) if k is None else self.shape(k) + ":" + self.shape(v) for k, v in zip(node.keys, node.values)) + "}"

    def comprehension(self, node):
        element = self.shape(node.key) + ":" + self.shape(node.value) if kind(node) == "DictComp" else self.shape(node.elt)
        parts = [COMPREHENSIONS[kind(node)], element]
        for part in node.generators:
            parts.append("for %s in %s" % (self.shape(part.target), self.shape(part.iter)))
            parts.extend("if " + self.shape(test) for test in part.ifs)
        return "(" + " ".join(parts) + ")"

    shape_GeneratorExp = shape_ListComp = shape_SetComp = shape_DictComp = comprehension

    def shape_Starred(self, node):
        return "*" + self.shape(node.value)

    def shape_Await(self, node):
        return "(await " + self.shape(node.value) + ")"

    def shape_Yield(self, node):
        return "(yield " + self.shape(node.value) + ")"

    def shape_YieldFrom(self, node):
        return "(yieldfrom " + self.shape(node.value) + ")"

    def shape_Repr(self, node):
        return "(repr " + self.shape(node.value) + ")"

    def shape_NamedExpr(self, node):
        return "(%s:=%s)" % (self.shape(node.target), self.shape(node.value))

    # Patterns.

    def shape_MatchValue(self, node):
        return self.shape(node.value)

    def shape_MatchSingleton(self, node):
        return str(node.value)

    def shape_MatchSequence(self, node):
        return "[" + self.all(node.patterns) + "]"

    def shape_MatchStar(self, node):
        return "*" + (node.name or "_")

    def shape_MatchMapping(self, node):
        found = [self.shape(k) + ":" + self.shape(v) for k, v in zip(node.keys, node.patterns)]
        return "{" + ",".join(found + (["**" + node.rest] if node.rest else [])) + "}"

    def shape_MatchClass(self, node):
        found = [self.shape(p) for p in node.patterns] + [k + "=" + self.shape(p) for k, p in zip(node.kwd_attrs, node.kwd_patterns)]
        return self.shape(node.cls) + "(" + ",".join(found) + ")"

    def shape_MatchAs(self, node):
        return node.name or "_" if node.pattern is None else "(%s:=%s)" % (node.name, self.shape(node.pattern))

    def shape_MatchOr(self, node):
        result = self.shape(node.patterns[0])
        for pattern in node.patterns[1:]:
            result = "(%s | %s)" % (result, self.shape(pattern))
        return result

    # Statements.

    def block(self, nodes):
        for node in nodes or []:
            getattr(self, "do_" + kind(node), self.do_simple)(node)

    def do_simple(self, node):
        self.add(kind(node).lower(), node.lineno)

    def is_ambiguous(self, node):
        """Python 2's 'print (x)' and 'exec (x)' look like calls to whoever does not know the version."""
        line = self.lines[node.lineno - 1].encode("utf-8")[node.col_offset:].decode("utf-8", "replace")
        return re.match(r"(print|exec)\s*(\\\s*)?\(", line + " \\") is not None

    def do_Print(self, node):
        if self.is_ambiguous(node):
            self.add("print", self.line(node), "?")
        else:
            self.add("print", self.line(node), self.all([v for v in [node.dest] + node.values if v is not None]))

    def do_Exec(self, node):
        if self.is_ambiguous(node):
            self.add("exec", self.line(node), "?")
        else:
            self.add("exec", self.line(node), self.all([v for v in [node.body, node.globals, node.locals] if v is not None]))

    def do_FunctionDef(self, node):
        for decorator in node.decorator_list:
            self.add("decorator", self.shape(decorator))
        line = "-" if IS_PY2 and node.decorator_list else node.lineno
        returns = getattr(node, "returns", None)
        self.add("def", line, node.name, "(" + self.parameters(node.args) + ")" + ("" if returns is None else "->" + self.shape(returns)))
        self.block(node.body)

    do_AsyncFunctionDef = do_FunctionDef

    def do_ClassDef(self, node):
        for decorator in node.decorator_list:
            self.add("decorator", self.shape(decorator))
        self.add("class", "-" if IS_PY2 and node.decorator_list else node.lineno, node.name, self.arguments(node))
        self.block(node.body)

    @staticmethod
    def leftmost(node):
        while kind(node) in ("Call", "Attribute", "Subscript", "BinOp", "Compare", "BoolOp", "IfExp", "Tuple"):
            if kind(node) == "Call" and kind(node.func) == "Name":
                return node.func.id
            if kind(node) == "BoolOp":
                node = node.values[0]
            elif kind(node) == "Tuple":
                node = node.elts[0] if node.elts else None
            else:
                name = {"Call": "func", "BinOp": "left", "Compare": "left", "IfExp": "body"}.get(kind(node), "value")
                node = getattr(node, name)
        return None

    def do_Expr(self, node):
        if IS_PY2 and self.leftmost(node.value) in ("print", "exec"):
            self.add(self.leftmost(node.value), node.lineno, "?")
            return
        self.add("expr", self.line(node), self.shape(node.value))

    def targets(self, word, node):
        if kind(node) in ("Tuple", "List"):
            for item in node.elts:
                self.targets(word, item)
        elif kind(node) == "Starred":
            self.targets(word, node.value)
        else:
            self.add(word, self.line(node), self.dotted(node))

    def do_Assign(self, node):
        for target in node.targets:
            self.targets("assign", target)
        self.add("value", " = ".join([self.shape(t) for t in node.targets] + [self.shape(node.value)]))

    def do_AnnAssign(self, node):
        self.targets("assign", node.target)
        self.add("value", self.shape(node.target), ":", self.shape(node.annotation), "=", self.shape(node.value))

    def do_AugAssign(self, node):
        self.add("augment", self.line(node.target), self.dotted(node.target), SIGNS[kind(node.op)] + "=")
        self.add("value", self.shape(node.target), "=", self.shape(node.value))

    def do_Import(self, node):
        for alias in node.names:
            self.add("import", node.lineno, alias.name, alias.asname or "")

    def do_ImportFrom(self, node):
        for alias in node.names:
            self.add("from", node.lineno, "." * (node.level or 0) + (node.module or ""), alias.name, alias.asname or "")

    def do_If(self, node):
        self.add("if", node.lineno, self.shape(node.test))
        self.block(node.body)
        self.block(node.orelse)

    def do_While(self, node):
        self.add("while", node.lineno, self.shape(node.test))
        self.block(node.body)
        self.block(node.orelse)

    def do_For(self, node):
        self.add("for", node.lineno, self.shape(node.target), "in", self.shape(node.iter))
        self.block(node.body)
        self.block(node.orelse)

    do_AsyncFor = do_For

    def do_With(self, node):
        for item in getattr(node, "items", [node]):
            self.add("with", self.shape(item.context_expr), self.shape(item.optional_vars))
        self.block(node.body)

    do_AsyncWith = do_With

    def do_Try(self, node):
        body = getattr(node, "body", [])
        is_whole = not (kind(node) == "TryFinally" and len(body) == 1 and kind(body[0]) == "TryExcept" and body[0].lineno == node.lineno)
        if is_whole:
            self.add("try", node.lineno)
        self.block(body)
        for handler in getattr(node, "handlers", []):
            name = handler.name
            name = "" if name is None else name if isinstance(name, str) else self.shape(name)
            self.add("except", handler.lineno, self.shape(handler.type), name)
            self.block(handler.body)
        self.block(getattr(node, "orelse", []))
        self.block(getattr(node, "finalbody", []))

    do_TryExcept = do_TryFinally = do_TryStar = do_Try

    def do_Match(self, node):
        self.add("match", node.lineno, self.shape(node.subject))
        for case in node.cases:
            self.add("case", self.shape(case.pattern), self.shape(case.guard))
            self.block(case.body)

    def do_Return(self, node):
        self.add("return", node.lineno, self.shape(node.value))

    def do_Raise(self, node):
        names = ("type", "inst", "tback") if IS_PY2 else ("exc", "cause")
        self.add("raise", node.lineno, self.all([getattr(node, n) for n in names if getattr(node, n) is not None]))

    def do_Delete(self, node):
        text = self.all(node.targets)
        self.add("delete", node.lineno, "(" + text + ")" if len(node.targets) > 1 else text)

    def do_Assert(self, node):
        self.add("assert", node.lineno, self.all([v for v in (node.test, node.msg) if v is not None]))

    def do_Global(self, node):
        self.add(kind(node).lower(), node.lineno, ",".join(node.names))

    do_Nonlocal = do_Global

    def do_TypeAlias(self, node):
        self.add("typealias", node.lineno, node.name.id, self.shape(node.value))


def compiles(tree):
    """Some errors are found only behind the parser, as two parameters with one name."""
    try:
        compile(tree, "<file>", "exec", 0, True)
        return True
    except (SyntaxError, ValueError, TypeError, RecursionError if not IS_PY2 else RuntimeError, MemoryError, OverflowError):
        return False


def outline(data):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = compile(data, "<file>", "exec", ast.PyCF_ONLY_AST, True)
            found = Outline(data.decode("utf-8", "replace"))
            found.block(tree.body)
            return {"items": sorted(found.items), "compiles": compiles(tree)}
    except (SyntaxError, ValueError, TypeError, RecursionError if not IS_PY2 else RuntimeError, MemoryError, OverflowError) as error:
        return {"error": "%s: %s" % (type(error).__name__, error)}


def blobs(folder, commit):
    git = ["git", "--git-dir", folder]
    listing = subprocess.check_output(git + ["ls-tree", "-r", "-z", "--full-tree", commit])
    entries = [e.split(b"\t", 1) for e in listing.split(b"\0") if e]
    entries = [(head.split()[2], name) for head, name in entries if head.split()[1] == b"blob" and name.endswith((b".py", b".pyi")) and not head.startswith(b"120000")]
    reader = subprocess.Popen(git + ["cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for oid, name in entries:
        reader.stdin.write(oid + b"\n")
        reader.stdin.flush()
        head = reader.stdout.readline().split()
        if head[1] == b"missing":
            continue
        data = reader.stdout.read(int(head[2]))
        reader.stdout.read(1)
        yield name.decode("utf-8", "replace"), data
    reader.stdin.close()
    reader.wait()


def main():
    sys.setrecursionlimit(20000)
    out = sys.stdout
    print(json.dumps({"version": sys.version.split()[0], "isOld": IS_PY2, "exactFields": EXACT_FIELDS}), file=out)
    for line in sys.stdin.read().split("\n"):
        if not line:
            continue
        if "\t" in line:
            folder, commit = line.split("\t")
            for name, data in blobs(folder, commit):
                answer = outline(data)
                answer.update(file=name, bytes=base64.b64encode(data).decode("ascii"))
                print(json.dumps(answer), file=out)
        else:
            with open(line, "rb") as file:
                answer = outline(file.read())
            answer["file"] = line
            print(json.dumps(answer), file=out)


main()
