"""Lists what Python's own parser finds: all classes and functions of the files below the folders.

    python_declarations.py FOLDER...

A line `F path` begins a file that parses; then one line a declaration, in source order:
`D parent kind line name decorators`, where the parent is an index or -1 and the decorators are
dotted names joined with commas, `?` for every other expression.
"""

import ast
import os
import sys
import warnings

warnings.simplefilter("ignore")


def dotted(node):
    if isinstance(node, ast.Call):
        node = node.func
        if isinstance(node, ast.Call):
            return "?"
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return "?"
    return ".".join([node.id, *reversed(parts)])


def walk(node, parent, found):
    for child in ast.iter_child_nodes(node):
        inner = parent
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            kind = "class" if isinstance(child, ast.ClassDef) else "def"
            inner = len(found)
            names = ",".join(dotted(one) for one in child.decorator_list)
            found.append(f"D {parent} {kind} {child.lineno} {child.name} {names}")
        walk(child, inner, found)


def main():
    for folder in sys.argv[1:]:
        for root, folders, files in sorted(os.walk(folder)):
            folders.sort()
            for name in sorted(files):
                path = os.path.join(root, name)
                if not name.endswith(".py") or os.path.islink(path):
                    continue
                try:
                    with open(path, "rb") as file:
                        tree = ast.parse(file.read())
                    found = []
                    walk(tree, -1, found)
                    sys.stdout.write("\n".join([f"F {path}", *found]) + "\n")
                except (SyntaxError, ValueError, RecursionError, UnicodeError):
                    continue


main()
