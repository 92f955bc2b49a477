package org.lgsc.cli.pretext;

import java.util.Locale;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;

/** What a camera saw. Neither masks nor cloth: these are for tests of what was never seen. */
enum Recapture {
    /** A living face. */
    NONE,
    /** A printed one. */
    PRINT,
    /** One on a display. */
    REPLAY;

    /** The kinds with a simulated attack. */
    static final PaiSpecies[] SPECIES = {PaiSpecies.PRINT, PaiSpecies.REPLAY};

    static Recapture of(Sample face) {
        if (face.label().isLive()) {
            return NONE;
        }
        return valueOf(face.species().toUpperCase(Locale.ROOT));
    }

    /** The place in the labels of a recapture. */
    int output() {
        return ordinal() - 1;
    }
}
