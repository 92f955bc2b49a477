package org.lgsc.cli.pretext;

import java.util.Locale;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;

/** Class of a patch. All other species are left out: they serve to test unseen ones. */
enum Recapture {
    /** A live face. */
    NONE,
    /** A printed face. */
    PRINT,
    /** A face on a display. */
    REPLAY;

    /** Species of the simulated attacks. */
    static final PaiSpecies[] SPECIES = {PaiSpecies.PRINT, PaiSpecies.REPLAY};

    static Recapture of(Sample face) {
        if (face.label().isLive()) {
            return NONE;
        }
        return valueOf(face.species().toUpperCase(Locale.ROOT));
    }

    /** Index of a recapture in the labels. */
    int output() {
        return ordinal() - 1;
    }
}
