package org.lgsc.cli.pretext;

import java.util.Locale;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;

/** Class of a patch. All other species are left out: they serve to test unseen ones. */
enum Recapture {
    NONE,
    PRINT,
    REPLAY;

    static final PaiSpecies[] SPECIES = {PaiSpecies.PRINT, PaiSpecies.REPLAY};

    static Recapture of(Sample face) {
        if (face.label().isLive()) {
            return NONE;
        }
        return valueOf(face.species().toUpperCase(Locale.ROOT));
    }

    int output() {
        return ordinal() - 1;
    }
}
