package org.lgsc.core.model;

/** Where pictures come from, as far as whoever read them knows. */
public enum DataKind {
    /** Pictures of people and of attacks before a camera. */
    RECORDED("recorded"),
    /** Faces and attacks made by code. */
    SIMULATED("simulated"),
    /** Photographs of people, with attacks made of them by code. */
    SIMULATED_ATTACKS("recorded people with simulated attacks"),
    /** Nobody has said. */
    NOT_STATED("not stated");

    private final String text;

    DataKind(String text) {
        this.text = text;
    }

    /** Whether no attack of it was ever before a camera. */
    public boolean isSimulatedAlone() {
        return this == SIMULATED || this == SIMULATED_ATTACKS;
    }

    /** In words, e.g. "recorded". */
    @Override
    public String toString() {
        return text;
    }
}
