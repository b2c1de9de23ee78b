/** What the gateway is measured against: the same job done with less, each in a process of its own. */
package dev.breakwater.subjects;
