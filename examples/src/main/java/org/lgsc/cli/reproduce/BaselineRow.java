package org.lgsc.cli.reproduce;

import java.util.List;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.report.FoldSummary;

/**
 * A simple baseline on the folds of our rows, for comparison.
 *
 * @param protocol the protocol of these folds; empty when they are those of all rows
 * @param method name of the baseline
 * @param report its evaluation
 */
record BaselineRow(String protocol, String method, ProtocolReport report) {
    /** For example {@code lbp (baseline)} or {@code oulu-p1, lbp (baseline)}. */
    String name() {
        return (protocol.isEmpty() ? "" : protocol + ", ") + method + " (baseline)";
    }

    FoldSummary summary() {
        return report.summary();
    }

    /** Names of the folds, in the order of the summary's. */
    List<String> folds() {
        return report.folds().stream().map(f -> f.name()).toList();
    }
}
