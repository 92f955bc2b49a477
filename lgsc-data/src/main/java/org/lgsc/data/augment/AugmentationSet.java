package org.lgsc.data.augment;

import java.util.Locale;
import java.util.function.Supplier;

/** Augmentations by name. */
public enum AugmentationSet {
    /** The published code's nine, each with probability 0.5; the paper names none. */
    PUBLISHED(Augmentation::published),
    /** What leaves colour and texture alone, see {@link Augmentation#mild()}. */
    MILD(Augmentation::mild),
    /** Other cameras, see {@link Augmentation#camera()}. */
    CAMERA(Augmentation::camera),
    /** Nothing but the flip. */
    FLIP(Augmentation::flip),
    /** Pictures stay as they are. */
    NONE(Augmentation::none);

    private final Supplier<Augmentation> augmentation;

    AugmentationSet(Supplier<Augmentation> augmentation) {
        this.augmentation = augmentation;
    }

    /** The augmentation of this name. */
    public Augmentation augmentation() {
        return augmentation.get();
    }

    /** Lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
