/**
 * Strict reading of the gateway's configuration files. Every problem of a file is found at once and told with its place: unknown
 * and repeated keys, missing and wrong values, references to secrets that are not there. What a reference resolves to is never
 * printed.
 */
package dev.breakwater.gateway.config;
