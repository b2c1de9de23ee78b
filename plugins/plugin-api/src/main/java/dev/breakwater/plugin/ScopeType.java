package dev.breakwater.plugin;

/** What an item of a scope is. */
public enum ScopeType {
    TRAVELLER,
    SEGMENT,
    ROOM,
    TICKET,
    ITEM
}
