package org.lgsc.data.dataset;

import java.util.Objects;

/**
 * A file or sample that could not be used, kept for the report instead of ending the run.
 *
 * @param id the sample's id, or the path of a file that never became a sample
 * @param reason one sentence for the user
 */
public record SetAside(String id, String reason) {
    /** Checks for null. */
    public SetAside {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns the reason for a place that names the id already, such as a column of a table:
     * reasons that are also messages of their own begin with the id and a colon.
     */
    public String reasonAlone() {
        String named = id + ": ";
        return reason.startsWith(named) ? reason.substring(named.length()) : reason;
    }
}
