package com.acme;

import static java.util.Map.Entry;
import java.util.*;
import java.lang.annotation.*;

/** Shapes that have misled readers. {@code class Not} */
@Deprecated @SuppressWarnings({"unchecked", "raw" + "types"})
public abstract class Shapes<T extends Comparable<? super T> & Runnable, U>
    extends java.util.AbstractList<Map<String, List<T>>> implements java.io.Serializable, Cloneable {
  static final String BRACES = "} class A {", QUOTE = "\"}";
  char c = '"', d = '\'', e = '}', f = '\u0022', g = '\\';
  int[] array = {1, 2, 3}, other[] = {{1}, {2}};
  Runnable lambda = () -> { class Local { @Deprecated void m() {} } };
  Object anonymous = new Object() { @Override public String toString() { return "}"; } };
  { if (c < 'a' && d > 'b') { c = 1; } }
  static { System.out.println("""
      a text block with " and \""" and } {
      """); }

  Shapes(@Deprecated int x) throws Exception {}
  @Deprecated <V> Shapes(V v) {}
  @Deprecated(since = "1") protected abstract <V extends T> Map<V, T>[] generic(V v, T t, U... us) throws Exception, Error;
  @Deprecated @SuppressWarnings(value = "x") void params(final @Deprecated int a, String[] b[], int... c) {}
  @Override public int size() { return 1 << 2 >>> 3; }
  @Override public Map<String, List<T>> get(int i) { return null; }
  @Deprecated void receiver(Shapes<T, U> this, Map.Entry<String, T> e) {}
  @Deprecated java.util.@Annotated("x") List<@Annotated("y") String> annotated() @Annotated("z") [] { return null; }
  @SuppressWarnings(Constants.A) void constant() {}
  @SuppressWarnings({"a", Constants.A + "b"}) void mixed() {}
  @SuppressWarnings("\u0061\t\101\"") void escapes() {}
  @Many({@One("a"), @One(value = "b", other = "c")}) void nested() {}
  @One(count = 1 + 2, value = "x", type = String.class, list = {1, -2}) final synchronized strictfp void named() {}
  @Deprecated void record() {}
  int record, sealed, permits; Object non;
  @Deprecated int sealed(int permits) { return permits; }

  enum Color implements Runnable {
    RED("r") { @Override public void run() {} },
    @Deprecated GREEN { public void run() { } },
    ;
    Color(String... s) {}
    @Override public void run() {}
    enum Empty {}
    enum Bare { A, B }
  }
  @interface Constants { String A = "a"; int b() default 1; String[] c() default {"}", "{"}; @interface Inner {} class K {} }
  record Point(@Deprecated int x, int y) implements Comparable<Point> {
    Point { if (x < 0) throw new Error(); }
    @Override public int compareTo(Point o) { return 0; }
    record Pair<A, B>(A a, B b) {}
  }
  sealed interface Shape permits Square, Other {
    @Deprecated void abstractOne();
    @Deprecated default void defaultOne() {}
    @Deprecated static void staticOne() {}
    @Deprecated private void privateOne() {}
    class InInterface {}
  }
  static non-sealed class Other implements Shape { public void abstractOne() {} }
  static final class Square implements Shape { public void abstractOne() {} ; }
  class Inner { class Deeper { @Deprecated void deep() {} } }
  ;
}

@Retention(RetentionPolicy.RUNTIME) @Target({ElementType.TYPE_USE, ElementType.METHOD}) @interface Annotated { String value(); }
@interface Many { One[] value(); }
@interface One { String value(); String other() default ""; int count() default 0; Class<?> type() default Object.class; int[] list() default {}; }
