// Prints what javac's own parser sees in the Java files of a folder, in the words of
// contracts/java_reader.cc: every type and every annotated method, outside of bodies.
//   java JavaDeclarations.java FOLDER
// F path            a file; E after it: javac cannot parse it
// T a.B [mods] : supertypes @Annotation("text") ...
// M a.B#name(types) [mods] @...
import com.sun.source.tree.*;
import com.sun.source.util.JavacTask;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import javax.lang.model.element.Modifier;
import javax.tools.*;

public class JavaDeclarations {
  static PrintStream out =
      new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                      false, StandardCharsets.UTF_8);
  static Deque<Set<String>> variables = new ArrayDeque<>();

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(p -> p.toString().endsWith(".java") && Files.isRegularFile(p)).sorted()
                  .collect(Collectors.toList());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
             compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      for (Path file : files) {
        out.println("F " + file);
        boolean[] broken = {false};
        JavacTask task = (JavacTask) compiler.getTask(
            Writer.nullWriter(), manager, d -> broken[0] |= d.getKind() == Diagnostic.Kind.ERROR,
            List.of("-proc:none"), null, manager.getJavaFileObjects(file));
        List<CompilationUnitTree> units = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) units.add(unit);
        if (broken[0]) {
          out.println("E");
          continue;
        }
        for (CompilationUnitTree unit : units) {
          for (Tree tree : unit.getTypeDecls()) {
            if (tree instanceof ClassTree) type((ClassTree) tree, "", false);
          }
        }
      }
    }
    out.flush();
  }

  static void type(ClassTree tree, String prefix, boolean inInterface) {
    boolean isInterface =
        tree.getKind() == Tree.Kind.INTERFACE || tree.getKind() == Tree.Kind.ANNOTATION_TYPE;
    Set<Modifier> flags = tree.getModifiers().getFlags();
    Set<String> mods = new TreeSet<>();
    for (Modifier flag : flags) mods.add(flag.toString());
    if (isInterface) mods.add("interface");
    if (!prefix.isEmpty() && (tree.getKind() != Tree.Kind.CLASS || inInterface)) mods.add("static");
    List<String> supertypes = new ArrayList<>();
    if (tree.getExtendsClause() != null) supertypes.add(name(tree.getExtendsClause()));
    for (Tree one : tree.getImplementsClause()) supertypes.add(name(one));
    String path = prefix + tree.getSimpleName();
    out.println("T " + path + kept(mods) + " : " + String.join(",", supertypes) +
                annotations(tree.getModifiers()));
    Set<String> own = new HashSet<>();
    for (TypeParameterTree one : tree.getTypeParameters()) own.add(one.getName().toString());
    variables.push(own);
    for (Tree member : tree.getMembers()) {
      if (member instanceof ClassTree) type((ClassTree) member, path + ".", isInterface);
      if (member instanceof MethodTree) method((MethodTree) member, path, isInterface);
    }
    variables.pop();
  }

  static void method(MethodTree tree, String path, boolean inInterface) {
    if (tree.getModifiers().getAnnotations().isEmpty() || tree.getReturnType() == null) return;
    Set<String> mods = new TreeSet<>();
    for (Modifier flag : tree.getModifiers().getFlags()) mods.add(flag.toString());
    if (inInterface && tree.getBody() == null) mods.add("abstract");
    if (!tree.getReturnType().toString().equals("void")) mods.add("value");
    Set<String> own = new HashSet<>();
    for (TypeParameterTree one : tree.getTypeParameters()) own.add(one.getName().toString());
    variables.push(own);
    List<String> types = new ArrayList<>();
    for (VariableTree one : tree.getParameters()) types.add(parameter(one.getType()));
    variables.pop();
    out.println("M " + path + "#" + tree.getName() + "(" + String.join(",", types) + ")" +
                kept(mods) + annotations(tree.getModifiers()));
  }

  static String kept(Set<String> mods) {
    mods.retainAll(
        Set.of("abstract", "static", "private", "public", "default", "interface", "value"));
    return " " + mods;
  }

  static String name(Tree tree) {
    if (tree instanceof ParameterizedTypeTree) return name(((ParameterizedTypeTree) tree).getType());
    if (tree instanceof AnnotatedTypeTree) {
      return name(((AnnotatedTypeTree) tree).getUnderlyingType());
    }
    if (tree instanceof MemberSelectTree) {
      MemberSelectTree select = (MemberSelectTree) tree;
      return name(select.getExpression()) + "." + select.getIdentifier();
    }
    return tree.toString();
  }

  static String parameter(Tree tree) {
    if (tree instanceof AnnotatedTypeTree) {
      return parameter(((AnnotatedTypeTree) tree).getUnderlyingType());
    }
    if (tree instanceof ArrayTypeTree) return parameter(((ArrayTypeTree) tree).getType()) + "[]";
    String name = name(tree);
    for (Set<String> scope : variables) {
      if (scope.contains(name)) return "*";
    }
    return name;
  }

  static String annotations(ModifiersTree modifiers) {
    StringBuilder text = new StringBuilder();
    for (AnnotationTree one : modifiers.getAnnotations()) annotation(one, text);
    return text.toString();
  }

  static void annotation(AnnotationTree tree, StringBuilder text) {
    List<String> values = new ArrayList<>();
    StringBuilder nested = new StringBuilder();
    boolean literal = true;
    for (ExpressionTree argument : tree.getArguments()) {
      ExpressionTree value = argument;
      if (argument instanceof AssignmentTree) {
        if (!((AssignmentTree) argument).getVariable().toString().equals("value")) continue;
        value = ((AssignmentTree) argument).getExpression();
      }
      literal &= value(value, values, nested);
    }
    text.append(" @").append(name(tree.getAnnotationType()));
    if (!values.isEmpty()) text.append("(" + String.join(",", values) + ")");
    if (!literal) text.append("?");
    text.append(nested);
  }

  static boolean value(ExpressionTree tree, List<String> values, StringBuilder nested) {
    if (tree instanceof NewArrayTree) {
      boolean literal = true;
      for (ExpressionTree one : ((NewArrayTree) tree).getInitializers()) {
        literal &= value(one, values, nested);
      }
      return literal;
    }
    if (tree instanceof AnnotationTree) {
      annotation((AnnotationTree) tree, nested);
      return true;
    }
    if (tree instanceof LiteralTree) {
      Object value = ((LiteralTree) tree).getValue();
      if (value instanceof String) values.add(escaped((String) value));
      return true;
    }
    if (tree instanceof UnaryTree) return true;
    if (tree instanceof MemberSelectTree &&
        ((MemberSelectTree) tree).getIdentifier().contentEquals("class")) {
      return true;
    }
    return tree instanceof BinaryTree && leftmost(tree) instanceof LiteralTree &&
        !(((LiteralTree) leftmost(tree)).getValue() instanceof String);
  }

  static Tree leftmost(Tree tree) {
    while (tree instanceof BinaryTree) tree = ((BinaryTree) tree).getLeftOperand();
    return tree;
  }

  static String escaped(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "\"";
  }
}
