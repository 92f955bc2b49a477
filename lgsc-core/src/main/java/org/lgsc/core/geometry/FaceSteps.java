package org.lgsc.core.geometry;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.internal.RootFormat;

/** Describes a geometry in sentences, for implementations in other languages. */
final class FaceSteps {
    private FaceSteps() {}

    static List<String> of(FaceGeometry g) {
        List<String> steps = new ArrayList<>();
        steps.add(
                g.detector().isNone()
                        ? "The picture is a face crop already; skip steps 2 and 3."
                        : "Find the face: box x, y, w, h in pixels, by the detector "
                                + g.detector()
                                + ".");
        steps.add(
                RootFormat.of(
                        "The crop is a square of side s = round(%s * max(w, h)), at most the"
                                + " picture's shorter side; the face is not judged when max(w, h)"
                                + " is below %d.",
                        g.crop().enlargement(), g.crop().minimumSize()));
        steps.add(
                "Its left edge is round(x + w/2 - s/2), its top edge round(y + h/2 - s/2); a square"
                        + " that leaves the picture is shifted inside. Nothing is padded.");
        steps.add(size(g));
        steps.add(
                switch (g.test().mode()) {
                    case FULL, WHOLE -> "Run the network on it: spoof_score is the score.";
                    case PATCHES ->
                            RootFormat.of(
                                    "Cut ceil(S/%1$d) x ceil(S/%1$d) patches of %1$d pixels, evenly"
                                            + " spread from edge to edge; the score is the mean of"
                                            + " their spoof_score.",
                                    g.patchSize());
                    case GRID, CENTRE ->
                            RootFormat.of(
                                    "Cut %d patches of %d pixels, evenly spread from edge to edge"
                                            + " (a single one: from the centre); the score is the"
                                            + " mean of their spoof_score.",
                                    g.test().count(), g.patchSize());
                });
        return List.copyOf(steps);
    }

    private static String size(FaceGeometry g) {
        if (g.test().mode() == TestPolicy.Mode.WHOLE || g.working().enlarges()) {
            return RootFormat.of(
                    "Resize the crop to S x S, S = %d: by the mean over the area that a pixel"
                            + " covers when it shrinks (OpenCV's INTER_AREA), bilinearly when it"
                            + " grows.",
                    g.test().mode() == TestPolicy.Mode.WHOLE ? g.patchSize() : g.working().side());
        }
        return g.working().isNative()
                ? RootFormat.of(
                        "Leave the crop unchanged, S = s; enlarge it bilinearly to S = %d when it"
                                + " is smaller.",
                        g.patchSize())
                : RootFormat.of(
                        "Reduce the crop to S = %d by area when it is larger; enlarge it bilinearly"
                                + " to S = %d when it is smaller.",
                        g.working().side(), g.patchSize());
    }
}
