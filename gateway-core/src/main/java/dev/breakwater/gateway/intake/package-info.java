/** One way in for all doors: validate, tell duplicates, accept. */
package dev.breakwater.gateway.intake;
