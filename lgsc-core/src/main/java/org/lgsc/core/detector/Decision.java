package org.lgsc.core.detector;

/** Result of a check. */
public enum Decision {
    /** A living person in front of the camera (bona fide). */
    LIVE,
    /** An attack presentation: print, replay, mask. */
    SPOOF,
    /** The picture does not allow a decision; {@link LivenessResult#reasons()} says why. */
    UNDECIDED
}
