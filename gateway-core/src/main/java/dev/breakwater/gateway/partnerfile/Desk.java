package dev.breakwater.gateway.partnerfile;

import dev.breakwater.gateway.cancellation.Journal;
import dev.breakwater.gateway.intake.Intake;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;

/**
 * What every partner's files need.
 *
 * @param node this member's name
 * @param rest how long a file must not have changed before it is taken
 * @param workers take rows in
 */
record Desk(
        CamelContext camel,
        FileStore store,
        Spool spool,
        Intake intake,
        Journal journal,
        String node,
        Duration rest,
        Executor workers,
        InstantSource clock) {}
