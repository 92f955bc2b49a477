package org.lgsc.core.detector;

/** What a check came to. */
public enum Decision {
    /** A living person in front of the camera (bona fide). */
    LIVE,
    /** An attack presentation: print, replay, mask. */
    SPOOF,
    /** The picture does not allow to tell; {@link LivenessResult#reasons()} say why. */
    UNDECIDED
}
