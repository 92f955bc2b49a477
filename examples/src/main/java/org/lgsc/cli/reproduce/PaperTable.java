package org.lgsc.cli.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The paper's tables and the protocols in them, and one that the paper does not have: a data set
 * left out of four.
 */
public enum PaperTable {
    /** Within SiW. */
    TABLE1("SiW", List.of("siw-p1", "siw-p2", "siw-p3")),
    /** Within OULU-NPU. */
    TABLE2("OULU-NPU", List.of("oulu-p1", "oulu-p2", "oulu-p3", "oulu-p4")),
    /** From CASIA-MFSD to Replay-Attack and back. */
    TABLE3("CASIA-MFSD and Replay-Attack", List.of("casia-replay", "replay-casia")),
    /** From SiW to OULU-NPU. */
    TABLE4("SiW to OULU-NPU", List.of("siw-oulu-p1", "siw-oulu-p2", "siw-oulu-p3", "siw-oulu-p4")),
    /** The ablation, on OULU-NPU protocol 1. */
    TABLE5(
            "ablation, OULU-NPU protocol 1",
            Arrays.stream(AblationVariant.values()).map(AblationVariant::toString).toList()),
    /** Three of OULU-NPU, CASIA-MFSD, Replay-Attack and MSU-MFSD to the fourth; not the paper's. */
    OCIM("one data set of four left out", LeftOut.names());

    private final String subject;
    private final List<String> protocols;

    PaperTable(String subject, List<String> protocols) {
        this.subject = subject;
        this.protocols = protocols;
    }

    /** Whether the paper has it. */
    public boolean inPaper() {
        return this != OCIM;
    }

    /** Number in the paper; 0 for a table that it does not have. */
    public int number() {
        return inPaper() ? ordinal() + 1 : 0;
    }

    /** What stands above it: number in the paper, or name, and subject. */
    public String title() {
        return (inPaper() ? "Table " + number() : name()) + ": " + subject;
    }

    /** What it is about. */
    public String subject() {
        return subject;
    }

    /** Its rows: protocols, or the variants of the ablation. */
    public List<String> protocols() {
        return protocols;
    }

    /** The metric that the table is read by. */
    public String metric() {
        return this == TABLE3 || this == OCIM ? "HTER" : "ACER";
    }

    /** The columns of its rows, as {@link org.lgsc.eval.report.FoldSummary#metric} names them. */
    public List<String> metrics() {
        return inPaper()
                ? List.of("APCER", "BPCER", "ACER", "HTER")
                : List.of("HTER", "AUC", "APCER", "BPCER", "ACER");
    }

    /** As on the command line, e.g. {@code table1}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
