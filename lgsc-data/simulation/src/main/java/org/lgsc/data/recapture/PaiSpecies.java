package org.lgsc.data.recapture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.lgsc.core.internal.RootFormat;

/** The presentation attack instrument species that can be simulated. */
public enum PaiSpecies {
    /** A photograph printed in halftone and held in front of the camera. */
    PRINT("print"),
    /** A photograph or video shown on a display. */
    REPLAY("replay"),
    /** A print with openings for eyes and mouth, worn over a living face. */
    MASK("mask"),
    /**
     * A photograph dyed into woven cloth. It is for tests of models that have never seen it: do not
     * train or tune on it, see {@link #forTraining()}.
     */
    CLOTH("cloth"),
    /**
     * A rigid mask, cast in resin and painted, with openings for the eyes, worn by a living person.
     * It derives from neither a print nor a display. For tests only, as {@link #CLOTH}.
     */
    RESIN("resin"),
    /**
     * Theatrical make-up on a living face. It derives from neither a print nor a display. For tests
     * only, as {@link #CLOTH}.
     */
    MAKEUP("makeup");

    private final String id;

    PaiSpecies(String id) {
        this.id = id;
    }

    /** Name in samples and reports, e.g. "print". */
    public String id() {
        return id;
    }

    /** Returns the species for training and tuning, in order; the others are for tests. */
    public static Set<PaiSpecies> forTraining() {
        return EnumSet.of(PRINT, REPLAY, MASK);
    }

    /**
     * @throws IllegalArgumentException when there is no such species, listing the known ones
     */
    public static PaiSpecies ofId(String id) {
        for (PaiSpecies species : values()) {
            if (species.id.equals(id)) {
                return species;
            }
        }
        throw new IllegalArgumentException(
                RootFormat.of(
                        "no PAI species \"%s\" can be simulated; known: %s",
                        id,
                        Arrays.stream(values())
                                .map(PaiSpecies::id)
                                .collect(Collectors.joining(", "))));
    }
}
