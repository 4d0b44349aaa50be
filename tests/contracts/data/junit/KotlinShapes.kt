@file:Suppress("unused")

package shapes

import ktags.*
import org.junit.jupiter.api.*
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Test as Spec

annotation class Anything
@SmokeTest annotation class Meta
@Test annotation class MyTest

class First {
    val text = "a ${if (true) "}" else "{"} \""
    @Test fun `logs in, and out`() {}
    @Spec fun aliased() { val o = object : Any() { @Test fun no() {} } }
    @Meta @Test fun meta() {}
    @MyTest fun mine() = Unit
    @[Test SmokeTest] fun list() {}
    @Test private fun hidden() {}
    @Test fun params(info: TestInfo) {}
    @Nested @AffectedByJs inner class In { @Test fun a() {} }
    @Nested class Own { @Test fun b() {} }
    inner class NotNested { @Test fun no() {} }
    companion object { @JvmStatic @BeforeAll fun all() {} }
}
@Anything internal class Second : Base() { override fun dropped() {}; @Test override fun again() {} }
@AffectedByJs abstract class Base { @Test fun base() {}; @Test open fun dropped() {}; @Test @SmokeTest open fun again() {} }
object Third { @Test fun third() {} }
fun helper() = run outer@{ return@outer }
