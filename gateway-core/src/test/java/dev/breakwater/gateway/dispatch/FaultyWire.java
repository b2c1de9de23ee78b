package dev.breakwater.gateway.dispatch;

import dev.breakwater.gateway.conversation.Delivery;
import dev.breakwater.gateway.conversation.Transport;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.WireReply;
import dev.breakwater.plugin.WireRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One member's way to the supplier. What has left arrives, sooner or later, whatever becomes of the member. */
final class FaultyWire implements Transport {
    private static final Duration QUICK = Duration.ofMillis(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Kernel kernel;
    private final Temper temper;
    private final SimulatedSupplier supplier;
    private final SimulatedMember member;
    private final Consumer<WireRequest> leaving;

    /** @param leaving told of every request whose first byte leaves */
    FaultyWire(
            Kernel kernel,
            Temper temper,
            SimulatedSupplier supplier,
            SimulatedMember member,
            Consumer<WireRequest> leaving) {
        this.kernel = kernel;
        this.temper = temper;
        this.supplier = supplier;
        this.member = member;
        this.leaving = leaving;
    }

    @Override
    public Delivery send(WireRequest request, BooleanSupplier mayLeave) {
        member.wait(kernel.upTo(QUICK));
        if (!mayLeave.getAsBoolean()) {
            kernel.note("withheld", () -> request.path() + " by " + member.owner());
            return new Delivery.NotSent("too late to send");
        }
        if (kernel.chance(temper.unreachable())) {
            return new Delivery.NotSent("connection refused");
        }
        leaving.accept(request);
        kernel.note("leaves", () -> request.kind() + " " + request.path() + " by " + member.owner());
        Call call = new Call();
        Duration there = kernel.upTo(kernel.chance(temper.lateRequest()) ? temper.lateness() : QUICK);
        kernel.after(there, () -> call.reply = arrive(request));
        Duration back = there.plus(kernel.upTo(QUICK));
        boolean lost = kernel.chance(temper.lostReply());
        boolean inTime = back.compareTo(TIMEOUT) < 0;
        member.wait(inTime && !lost ? back : inTime ? kernel.between(back, TIMEOUT) : TIMEOUT);
        if (lost || !inTime || call.reply == null) {
            kernel.note("reply lost", () -> request.path() + " by " + member.owner());
            return new Delivery.Lost("no reply");
        }
        return new Delivery.Answered(call.reply, false);
    }

    private WireReply arrive(WireRequest request) {
        WireReply reply = supplier.handle(request);
        kernel.note("arrives", () -> request.path() + ": " + reply.status() + " " + reply.text());
        return kernel.chance(temper.garbledReply()) ? new WireReply(200, Map.of(), Bytes.utf8("?")) : reply;
    }

    private static final class Call {
        private WireReply reply;
    }
}
