package dev.breakwater.subjects.plain;

import java.math.BigDecimal;

/** What the supplier answered. */
record Answer(String status, String refund, BigDecimal amount, String currency) {}
