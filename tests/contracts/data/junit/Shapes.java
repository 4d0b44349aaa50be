package shapes;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.annotation.*;
import java.util.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tags.*;

@Retention(RetentionPolicy.RUNTIME) @SmokeTest @interface Composed {}
@Retention(RetentionPolicy.RUNTIME) @Composed @interface Deep {}
@Composed @interface NotAtRunTime {}
@Retention(RetentionPolicy.RUNTIME) @Test @interface MyTest {}
@Test @interface NoTest {}

class Methods {
  @Test void plain() {}
  @Test @SmokeTest void smoke() {}
  @Test @AffectedByJs void js() {}
  @Test @Tag("smoke") @Tag("slow") void tag() {}
  @Test @Tags({@Tag("a"), @Tag("smo" + "ke")}) void tags() {}
  @Test @Composed void composed() {}
  @Test @Deep void deep() {}
  @ParameterizedTest @ValueSource(ints = {1, 2}) @SmokeTest void parameterized(int x) {}
  @ParameterizedTest @ValueSource(strings = {"a"}) void text(String x) {}
  @RepeatedTest(2) @SmokeTest void repeated() {}
  @RepeatedTest(2) void info(RepetitionInfo info, TestInfo test) {}
  @TestFactory @SmokeTest Collection<DynamicTest> factory() { return List.of(dynamicTest("x", () -> {})); }
  @TestFactory Collection<DynamicTest> other() { return List.of(dynamicTest("x", () -> {})); }
  @MyTest void mine() {}
  @NoTest void none() {}
  void helper() {}
  @BeforeEach void before() {}
}

@SmokeTest class Tagged {
  @Test void a() {}
  @Nested class Inner {
    @Test void b() {}
    @Nested @AffectedByJs class Deeper { @Test void c() {} }
  }
  class NotNested { @Test void no() {} }
}

class Holder {
  static class Own { @Test void own() {} }
  private static class Hidden { @Test void no() {} }
  interface Face { @Test @SmokeTest default void face() {} @Test void notDefault(); }
  static abstract class Base { @Test void base() {} @Test @SmokeTest void tagged() {} @Test @SmokeTest void overridden() {} @Test void dropped() {} @Test void overload(TestInfo x) {} }
  static class Sub extends Base implements Face {
    @Override public void notDefault() {}
    @Override @Test void overridden() {}
    @Override void dropped() {}
    @Test void overload() {}
  }
}

@Composed abstract class TaggedBase {}
class ThroughBase extends TaggedBase { @Test void through() {} }
@Tag("affected-by:Js") interface TaggedFace {}
class ThroughFace implements TaggedFace { @Test void through() {} }
class ThroughBoth extends ThroughFace implements Holder.Face { public void notDefault() {} }
enum Kind { A { @Test void no() {} }; }
class Outcasts {
  @Test private void hidden() {}
  @Test static void shared() {}
  @Test int value() { return 1; }
}
