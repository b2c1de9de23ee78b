/** Plain Spring: every state committed by a statement of its own. */
package dev.breakwater.subjects.plain;
