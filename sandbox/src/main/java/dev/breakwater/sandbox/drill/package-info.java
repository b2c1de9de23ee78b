/**
 * The drill: gateways as processes that are killed, put to sleep and cut off by a schedule that follows from a seed, under a
 * load, and a checker that proves from three witnesses whether the two promises held.
 */
package dev.breakwater.sandbox.drill;
