/** A bare Camel route: nothing durable. */
package dev.breakwater.subjects.bare;
