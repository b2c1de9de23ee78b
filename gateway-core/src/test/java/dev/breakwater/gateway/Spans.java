package dev.breakwater.gateway;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps the spans that the gateway under test records. */
public final class Spans implements SpanExporter {
    private final Queue<SpanData> kept = new ConcurrentLinkedQueue<>();

    /** Those of one trace that have ended. */
    public List<SpanData> of(String trace) {
        return kept.stream().filter(span -> span.getTraceId().equals(trace)).toList();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        kept.addAll(spans);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
