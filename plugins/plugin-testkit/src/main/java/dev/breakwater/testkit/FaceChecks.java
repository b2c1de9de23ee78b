package dev.breakwater.testkit;

import dev.breakwater.plugin.BookingKey;
import dev.breakwater.plugin.Bytes;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.Push;
import dev.breakwater.plugin.PushReader;
import dev.breakwater.plugin.Pushed;
import dev.breakwater.plugin.Signer;
import dev.breakwater.plugin.SigningKey;
import dev.breakwater.plugin.WireRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a protocol has the further faces that it declares, and whether they work. */
final class FaceChecks {
    private static final SigningKey KEY = new SigningKey("kit-key", "kit-secret-0815");

    private FaceChecks() {}

    static void pushes(Bench bench) {
        Optional<PushReader> reader = bench.protocol().pushReader();
        declared(bench, Capability.PUSHES, reader);
        if (reader.isEmpty()) {
            return;
        }
        Push push = bench.contract().push();
        BookingKey booking = bench.protocol().canonical(bench.contract().booking());
        Pushed first = read(bench, reader.get(), push)
                .orElseThrow(() -> Violation.of(bench.rule(), "the example push is refused"));
        same(Optional.of(first), () -> read(bench, reader.get(), push), "a push is read otherwise");
        if (first.notices().stream().noneMatch(notice -> notice.booking().equals(booking))) {
            throw Violation.of(
                    bench.rule(), "no notice of the example push names the example booking " + booking + ": " + first);
        }
        byte[] body = push.body().toByteArray();
        for (int cut = 0; cut < body.length; cut++) {
            read(bench, reader.get(), new Push(push.headers(), Bytes.of(Arrays.copyOf(body, cut))));
        }
        read(bench, reader.get(), new Push(Map.of(), Bytes.utf8("<html>[{\"a\":".repeat(1000))));
    }

    private static Optional<Pushed> read(Bench bench, PushReader reader, Push push) {
        try {
            return Optional.of(reader.read(push));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            throw new Violation(
                    bench.rule(),
                    "the reader threw " + e + " for a push of " + push.body().length()
                            + " bytes; what is no message of the protocol is an IllegalArgumentException",
                    "",
                    e);
        }
    }

    static void signedRequests(Bench bench) {
        Optional<Signer> signer = bench.protocol().signer();
        declared(bench, Capability.SIGNED_REQUESTS, signer);
        if (signer.isEmpty()) {
            return;
        }
        for (WireRequest request :
                bench.cancel(bench.supplier(State.ACTIVE), Mishap.NONE).asked()) {
            Supplier<Map<String, String>> signed = () -> signer.get().sign(request, KEY, PluginContract.NOW);
            Map<String, String> headers = signed.get();
            same(headers, signed, "a request is signed otherwise");
            if (headers.isEmpty()) {
                throw Violation.of(bench.rule(), "a request is signed with no header");
            }
            if (headers.toString().contains(KEY.secret())) {
                throw Violation.of(bench.rule(), "the signature contains the secret");
            }
        }
    }

    private static <T> void same(T first, Supplier<T> again, String problem) {
        if (!first.equals(again.get())) {
            throw Violation.of(Rule.SAME_ANSWER, problem + " when it comes again at the same time");
        }
        if (!first.equals(Steps.in(Steps.EGYPT, again))) {
            throw Violation.of(Rule.SAME_ANSWER, problem + " on a machine in Egypt");
        }
    }

    private static void declared(Bench bench, Capability capability, Optional<?> face) {
        if (bench.can(capability) != face.isPresent()) {
            throw Violation.of(
                    bench.rule(),
                    capability
                            + (face.isPresent()
                                    ? " is not declared, and the protocol can do it"
                                    : " is declared, and the protocol cannot do it"));
        }
    }
}
