/**
 * The contract kit: what every supplier plugin must survive. Extend {@link dev.breakwater.testkit.PluginContract}.
 *
 * <p>It runs a plugin through the gateway's own conversations, over a scripted supplier that loses, cuts, delays and garbles.
 */
package dev.breakwater.testkit;
