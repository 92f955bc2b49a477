package org.lgsc.cli.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lgsc.core.engine.Precision;

/** The shortest time that the processor allows for an image, by precision. */
final class PrecisionLimits {
    private final Map<Precision, Double> peaks = new TreeMap<>();
    private final double flops;

    /** Measures the processor, for images of so many floating point operations. */
    PrecisionLimits(double flops) {
        this.flops = flops;
        for (Precision precision : Precision.values()) {
            if (precision.isSupported()) {
                peaks.put(precision, precision.peak());
            }
        }
    }

    /** Returns the milliseconds of an image if every operation ran as fast as the fastest. */
    double milliseconds(Precision precision) {
        return 1000 * flops / peaks.get(precision);
    }

    void write(ArrayNode rows) {
        peaks.forEach(
                (precision, peak) ->
                        rows.addObject()
                                .put("precision", precision.toString())
                                .put("operations", flops)
                                .put("operationsASecond", peak)
                                .put("milliseconds", milliseconds(precision)));
    }

    void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nLimit: the network's convolutions are %.2f billion operations per image; at"
                        + " the speed of one large convolution%n",
                flops / 1e9);
        peaks.forEach(
                (precision, peak) ->
                        out.printf(
                                Locale.ROOT,
                                "  %-8s %8.0f billion per second: %6.1f ms per image%n",
                                precision,
                                peak / 1e9,
                                milliseconds(precision)));
        out.println(
                "  (float32 gets below it: its 3x3 convolutions make fewer operations, by"
                        + " Winograd's filtering)");
    }
}
