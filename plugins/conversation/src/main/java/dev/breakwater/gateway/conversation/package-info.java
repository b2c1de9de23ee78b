/**
 * The floor of the house: one conversation with one supplier, and what is certain after it.
 *
 * <p>Pure Java on the plugin API, with two ports: {@link Transport}, the way to the supplier, and {@link IntentLog}, which
 * writes a commit down before it leaves. So the contract kit and simulations run the very code that runs in production.
 */
package dev.breakwater.gateway.conversation;
