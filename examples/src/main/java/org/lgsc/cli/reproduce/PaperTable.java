package org.lgsc.cli.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The paper's tables with their protocols, and one table that is not in the paper: a data set left
 * out of four.
 */
public enum PaperTable {
    TABLE1("SiW", List.of("siw-p1", "siw-p2", "siw-p3")),
    TABLE2("OULU-NPU", List.of("oulu-p1", "oulu-p2", "oulu-p3", "oulu-p4")),
    TABLE3("CASIA-MFSD and Replay-Attack", List.of("casia-replay", "replay-casia")),
    TABLE4("SiW to OULU-NPU", List.of("siw-oulu-p1", "siw-oulu-p2", "siw-oulu-p3", "siw-oulu-p4")),
    TABLE5(
            "ablation, OULU-NPU protocol 1",
            Arrays.stream(AblationVariant.values()).map(AblationVariant::toString).toList()),
    /**
     * From three of OULU-NPU, CASIA-MFSD, Replay-Attack and MSU-MFSD to the fourth; not in the
     * paper.
     */
    OCIM("one data set of four left out", LeftOut.names());

    private final String subject;
    private final List<String> protocols;

    PaperTable(String subject, List<String> protocols) {
        this.subject = subject;
        this.protocols = protocols;
    }

    public boolean inPaper() {
        return this != OCIM;
    }

    /** Number in the paper; 0 for a table that is not in the paper. */
    public int number() {
        return inPaper() ? ordinal() + 1 : 0;
    }

    /** Title: number in the paper or name, and subject. */
    public String title() {
        return (inPaper() ? "Table " + number() : name()) + ": " + subject;
    }

    public String subject() {
        return subject;
    }

    /** Rows of the table: protocols, or the variants of the ablation. */
    public List<String> protocols() {
        return protocols;
    }

    /** The columns, with the names of {@link org.lgsc.eval.report.FoldSummary#metric}. */
    public List<String> metrics() {
        return inPaper()
                ? List.of("APCER", "BPCER", "ACER", "HTER")
                : List.of("HTER", "AUC", "APCER", "BPCER", "ACER");
    }

    /** Name on the command line, e.g. {@code table1}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
