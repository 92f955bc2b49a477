package org.lgsc.core.internal.face;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceRefusal;

/** The face of a picture that is to be judged, or why there is none. */
public sealed interface FaceFinding {
    /** The face's box: the one to judge, or the one that was refused; empty when there is none. */
    Optional<FaceBox> box();

    /**
     * A face to judge.
     *
     * @param face where it is, with its confidence and perhaps landmarks
     * @param others the picture's other faces, largest first; some that are too small to be rivals
     *     may be missing
     */
    record Found(FaceBox face, List<FaceBox> others) implements FaceFinding {
        /** Copies the list. */
        public Found {
            Objects.requireNonNull(face, "face");
            others = List.copyOf(others);
        }

        @Override
        public Optional<FaceBox> box() {
            return Optional.of(face);
        }
    }

    /**
     * No face to judge.
     *
     * @param reason why
     * @param box what was refused; empty for {@link FaceRefusal#NO_FACE}
     */
    record Refused(FaceRefusal reason, Optional<FaceBox> box) implements FaceFinding {
        /** Checks that there is a reason. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(box, "box");
        }
    }
}
