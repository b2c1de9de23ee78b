package dev.breakwater.sandbox.bench;

/**
 * What is measured.
 *
 * @param letter its short name in ratios
 * @param title what it is
 * @param cpu its process, and those of the database if it has one
 */
record Subject(String letter, String title, Target target, CpuMeter cpu) {}
