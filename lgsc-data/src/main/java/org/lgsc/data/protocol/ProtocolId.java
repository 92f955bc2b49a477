package org.lgsc.data.protocol;

import java.util.Objects;

/**
 * Names a protocol.
 *
 * @param name e.g. "1" or "grandtest"
 * @param fold e.g. "2"; empty when the protocol has no folds
 */
public record ProtocolId(String name, String fold) {
    /** Checks for null. */
    public ProtocolId {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(fold, "fold");
    }

    /** Returns the name of a protocol without folds. */
    public static ProtocolId of(String name) {
        return new ProtocolId(name, "");
    }

    /** Returns the name of one fold of a protocol. */
    public static ProtocolId of(String name, int fold) {
        return new ProtocolId(name, String.valueOf(fold));
    }

    /** Returns e.g. "protocol 3, fold 2". */
    @Override
    public String toString() {
        return "protocol " + name + (fold.isEmpty() ? "" : ", fold " + fold);
    }
}
