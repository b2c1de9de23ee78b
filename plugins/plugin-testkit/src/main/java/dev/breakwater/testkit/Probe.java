package dev.breakwater.testkit;

import static java.util.stream.Collectors.joining;

import dev.breakwater.plugin.BookingReference;
import dev.breakwater.plugin.CancelResult;
import dev.breakwater.plugin.Capability;
import dev.breakwater.plugin.LookupResult;
import dev.breakwater.plugin.QuoteResult;
import dev.breakwater.plugin.ScopeItem;
import dev.breakwater.plugin.ScopeType;
import dev.breakwater.plugin.Setting;
import dev.breakwater.plugin.Unit;
import dev.breakwater.plugin.Waiver;
import dev.breakwater.plugin.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a protocol declares, and which requests it sends, as a page in Markdown. The scripted supplier answers; no network. */
final class Probe {
    /** Names the folder the page is written to. With it, the contract is probed instead of tested. */
    static final String PROPERTY = "breakwater.probe";

    private final PluginContract contract;
    private final Bench bench;
    private final StringBuilder page = new StringBuilder();

    private Probe(PluginContract contract) {
        this.contract = contract;
        this.bench = new Bench(contract, Rule.ACTIVE);
    }

    static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
    }

    /** Writes the page, and beside the build's other products how to start the simulator of this contract. */
    static void write(PluginContract contract, Path folder) throws IOException {
        String name = name(contract.protocol(), contract.getClass().getSimpleName());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".md"), page(contract));
        Path arguments = Path.of("target", "simulator", name + ".args");
        Files.createDirectories(arguments.getParent());
        Files.writeString(arguments, """
                -cp
                "%s"
                %s
                %s
                """.formatted(
                        System.getProperty("java.class.path").replace("\\", "\\\\"),
                        Simulator.class.getName(),
                        contract.getClass().getName()));
    }

    /** The protocol's name, and what tells this contract test from others of that protocol. */
    static String name(String protocol, String test) {
        String variant = test.replaceFirst("(Contract)?Test$", "").toLowerCase(Locale.ROOT);
        return variant.isEmpty() || variant.equals(protocol) ? protocol : protocol + "-" + variant;
    }

    static String page(PluginContract contract) {
        Probe probe = new Probe(contract);
        probe.declared();
        probe.quotes();
        probe.cancels();
        probe.lookups();
        probe.states();
        return probe.page.toString();
    }

    private void declared() {
        add("# %s", name(contract.protocol(), contract.getClass().getSimpleName()));
        add("%s. Written by `./breakwater plugin probe`.", bench.info().description());
        page.append("| capability | declared |\n|---|---|\n");
        for (Capability capability : Capability.values()) {
            String scopes = capability == Capability.PARTIAL && bench.can(capability)
                    ? ": "
                            + bench.info().scopes().stream()
                                    .sorted()
                                    .map(ScopeType::name)
                                    .collect(joining(", "))
                    : "";
            page.append("| %s | %s%s |%n".formatted(capability, bench.can(capability) ? "yes" : "no", scopes));
        }
        page.append('\n');
        settings("setting", bench.info().settings());
        settings("attribute of a booking", bench.info().attributes());
    }

    private void settings(String what, List<Setting> settings) {
        if (!settings.isEmpty()) {
            page.append("| %s | | |%n|---|---|---|%n".formatted(what));
            settings.forEach(setting -> page.append("| `%s` | %s%s | %s |%n"
                    .formatted(
                            setting.name(),
                            setting.required() ? "required" : "optional",
                            setting.secret() ? ", secret" : "",
                            setting.description())));
            page.append('\n');
        }
    }

    private void quotes() {
        if (bench.can(Capability.QUOTE)) {
            add("## Quote");
            run("The whole booking", () -> quote(List.of(), Optional.empty()));
            if (bench.can(Capability.WAIVER)) {
                run("With a waiver", () -> quote(List.of(), waiver()));
            }
            if (bench.can(Capability.PARTIAL)) {
                run("A part: " + part(), () -> quote(contract.part(), Optional.empty()));
            }
        }
    }

    private Run<QuoteResult> quote(List<ScopeItem> scope, Optional<Waiver> waiver) {
        return bench.quote(bench.supplier(State.ACTIVE), bench.quoteOrder(scope, waiver, List.of()), Mishap.NONE);
    }

    private Optional<Waiver> waiver() {
        return Optional.of(new Waiver(contract.waiver(), true));
    }

    private String part() {
        return contract.part().stream()
                .map(item -> item.type() + " " + item.reference())
                .collect(joining(", "));
    }

    private void cancels() {
        add("## Cancel");
        units("The whole booking", List.of(), Optional.empty());
        if (bench.can(Capability.WAIVER)) {
            units("With a waiver", List.of(), waiver());
        }
        if (bench.can(Capability.PARTIAL)) {
            units("A part: " + part(), contract.part(), Optional.empty());
        }
    }

    private void units(String title, List<ScopeItem> scope, Optional<Waiver> waiver) {
        List<Unit> units = objected(() -> scope.isEmpty() && waiver.isEmpty() ? bench.units() : quoted(scope, waiver))
                .orElse(List.of());
        NastySupplier supplier = bench.supplier(State.ACTIVE);
        for (Unit unit : units) {
            String name = units.size() == 1 ? title : title + ", unit " + unit.key();
            run(name, () -> bench.cancel(supplier, bench.unitOrder(unit, waiver), Mishap.NONE));
        }
    }

    private List<Unit> quoted(List<ScopeItem> scope, Optional<Waiver> waiver) {
        return bench.can(Capability.QUOTE)
                ? bench.quoted(quote(scope, waiver)).units().stream()
                        .map(QuoteResult.QuotedUnit::unit)
                        .toList()
                : List.of(Unit.whole(scope));
    }

    private void lookups() {
        add("## Look-up");
        run("By the supplier's reference", () -> bench.lookup(bench.supplier(State.ACTIVE), true, Mishap.NONE));
        if (bench.can(Capability.LOOKUP_BY_OWN_REFERENCE)) {
            BookingReference booking = contract.booking();
            run(
                    "By our own reference",
                    () -> bench.lookup(
                            bench.supplier(State.UNDER_OWN_REFERENCE),
                            bench.lookupOrder(booking, bench.unit(), true),
                            Mishap.NONE));
        }
    }

    private void states() {
        add("## What it answers");
        page.append("| the booking | quote | cancel | look-up |\n|---|---|---|---|\n");
        Map<State, Boolean> asked = Map.of(State.QUOTE_EXPIRED, bench.can(Capability.QUOTE_REQUIRED));
        for (State state : List.of(
                State.ACTIVE,
                State.CANCELLED_BY_OTHERS,
                State.REFUSED,
                State.QUOTE_EXPIRED,
                State.NOT_FOUND,
                State.BUSY)) {
            if (bench.shows(state) && asked.getOrDefault(state, true)) {
                String quote = bench.can(Capability.QUOTE)
                        ? answer(() -> bench.quote(bench.supplier(state), Mishap.NONE))
                        : "";
                String cancel = answer(() -> bench.cancel(bench.supplier(state), Mishap.NONE));
                String lookup = answer(() -> bench.lookup(bench.supplier(state), false, Mishap.NONE));
                page.append("| %s | %s | %s | %s |%n".formatted(state, quote, cancel, lookup));
            }
        }
    }

    private void run(String title, Supplier<Run<?>> operation) {
        add("### %s", title);
        objected(operation).ifPresent(run -> {
            int number = 1;
            for (WireRequest request : run.asked()) {
                request(number++, request);
            }
            add("Answer: %s", name(run));
        });
    }

    private void request(int number, WireRequest request) {
        page.append("%d. %s%n%n".formatted(number, request.kind()));
        String headers = request.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\n")
                .collect(joining());
        String type = request.contentType().isEmpty() ? "" : "Content-Type: " + request.contentType() + "\n";
        String body = request.body().isEmpty() ? "" : "\n" + body(request) + "\n";
        String text = request.method() + " " + request.path() + "\n" + headers + type + body;
        Stream.of("```http\n" + text + "```")
                .flatMap(String::lines)
                .map(line -> line.isEmpty() ? "" : "   " + line)
                .forEach(line -> page.append(line).append('\n'));
        page.append('\n');
    }

    private static String body(WireRequest request) {
        String text = request.body().text(StandardCharsets.UTF_8).strip();
        return request.contentType().contains("xml") ? Xml.indented(text) : text;
    }

    private String answer(Supplier<Run<?>> operation) {
        try {
            return name(operation.get());
        } catch (AssertionError e) {
            return "objection";
        }
    }

    private static String name(Run<?> run) {
        return run.answer()
                .map(answer -> answer.getClass().getSimpleName() + detail(answer))
                .orElse("none");
    }

    private static String detail(Object answer) {
        if (answer instanceof QuoteResult.Refused refused) {
            return " " + refused.code();
        }
        if (answer instanceof CancelResult.Refused refused) {
            return " " + refused.code();
        }
        if (answer instanceof LookupResult.Gone gone) {
            return " " + gone.code();
        }
        return answer instanceof LookupResult.Cancelled cancelled ? " by " + cancelled.author() : "";
    }

    /** A plugin that is not finished yet is probed as far as it goes. */
    private <T> Optional<T> objected(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (AssertionError e) {
            add("The contract kit objects:");
            add("```%n%s%n```", String.valueOf(e.getMessage()).strip());
            return Optional.empty();
        }
    }

    private void add(String format, Object... values) {
        page.append(format.formatted(values)).append("\n\n");
    }
}
