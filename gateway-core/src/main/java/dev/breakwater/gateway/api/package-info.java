/** The door for callers over HTTP: reads requests strictly, shows what the journal knows, and says clearly what is wrong. */
package dev.breakwater.gateway.api;
