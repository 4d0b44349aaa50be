@file:Suppress("unused", "UNUSED_PARAMETER")

package com.acme

import kotlin.annotation.AnnotationTarget.*

/* Shapes that /* have misled */ readers: class Not { */
@Target(CLASS, FUNCTION, CONSTRUCTOR, PROPERTY_GETTER, VALUE_PARAMETER, TYPE)
annotation class Mark(val value: String = "")
annotation class Marks(vararg val value: Mark)
@Retention(AnnotationRetention.BINARY) annotation class Binary
@Mark internal class AfterBodyless
typealias Alias = Mark

interface Face<T> {
    @Mark fun abstractOne(x: Int)
    @Mark fun defaultOne(x: List<T>?) = x?.size ?: 0
}

@Mark("class") @Marks(Mark("a"), Mark("b"))
abstract class Shapes<T : Comparable<T>> @Mark("no") internal constructor(val x: Int = run { 1 }, y: Map<String, T>) :
    Face<T>, Comparable<Shapes<T>> by Helper.of("}"), Runnable where T : Any {
    val text = "a ${if (x < 1) "}${"{"}" else "\"" } $x" + '"' + '\''
    val raw = """ a " "" } ${"""}"""} \"""
    val anonymous = object : Runnable { @Mark override fun run() {} }
    val function = fun(a: Int): Int { return a }
    val kind = String::class
    val got: Int
        @Mark get() = when (x) { 1 -> 2; else -> 3 }
    var delegated by lazyOf(1)
    lateinit var late: String
    init { class Local { @Mark fun no() {} } }

    @Mark constructor(z: String) : this(1, mapOf())
    @Mark("${"$"}") fun `name of words {`() {}
    @Alias("alias") fun aliased() = listOf(1).forEach label@{ return@label }
    @Mark("a" + "b") fun compared() = x < 1 && x > 2
    @[Mark("list") JvmName("renamed")] fun listed() {}
    @Mark fun <A, B : A> generic(a: A, b: List<B>, vararg c: String, d: (A) -> Unit, e: Int?): Map<A, B>? where A : Any = null
    @Mark fun Shapes<T>.extension(n: Int) = n
    @Mark private fun hidden() {}
    @Mark protected abstract fun later(): () -> Unit
    @Mark open fun params(@Mark("no") a: com.acme.Other.Inner, b: IntArray, c: Boolean) { }
    override fun run() =
        if (x > 1)
            println("a")
        else println("b")
    @Mark override fun compareTo(other: Shapes<T>): Int = 0

    @Mark inner class Inner { @Mark fun inner() {} }
    @Mark class Nested { @Mark fun nested() {} }
    @Mark enum class Color(val v: Int) : Runnable { RED(1) { @Mark override fun run() {} }, GREEN(2) { override fun run() {} }; @Mark fun color() {} }
    @Mark companion object { @Mark fun companion() {}; @JvmStatic @Mark fun static() {} }
}

object Helper { fun <T : Comparable<T>> of(s: String): Comparable<Shapes<T>> = object : Comparable<Shapes<T>> { override fun compareTo(other: Shapes<T>) = 0 } }
open class Other { class Inner; @Mark fun other() {} }
@Mark class Derived : Other(), Face<Int> { override fun abstractOne(x: Int) {}; @Mark fun derived() {} }
@Mark data class Data(@param:Mark val a: Int)
@Mark sealed class Sealed { @Mark object One : Sealed() { @Mark fun one() {} } }
fun <T> lazyOf(t: T) = lazy { t }
operator fun <T> Lazy<T>.setValue(a: Any?, p: kotlin.reflect.KProperty<*>, v: T) {}
