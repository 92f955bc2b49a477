package org.lgsc.core.internal.face;

import java.util.List;
import java.util.Optional;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceRefusal;

/** The face of a picture to judge, or the reason why there is none. */
public sealed interface FaceFinding {
    /** Box of the face to judge or of the refused face; empty when there is none. */
    Optional<FaceBox> box();

    /**
     * A face to judge.
     *
     * @param face its box with confidence and, if available, landmarks
     * @param others the picture's other faces, largest first; those too small to be rivals may be
     *     missing
     */
    record Found(FaceBox face, List<FaceBox> others) implements FaceFinding {
        /** Copies the list. */
        public Found {
            others = List.copyOf(others);
        }

        @Override
        public Optional<FaceBox> box() {
            return Optional.of(face);
        }
    }

    /** No face to judge; the refused box is empty for {@link FaceRefusal#NO_FACE}. */
    record Refused(FaceRefusal reason, Optional<FaceBox> box) implements FaceFinding {}
}
