package org.lgsc.data.internal.batch;

import java.util.SplittableRandom;
import org.lgsc.core.image.InputBatch;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.patch.PatchSampler;

/**
 * The sample at each place of the batches of one epoch: live at the even places, spoof at the odd
 * ones. All of it is a function of (seed, epoch, place), whatever the order of calls.
 */
final class EpochPlaces {
    /** What is the same in all epochs; the length is in pairs of live and spoof. */
    record Source(
            ClassSamples live,
            ClassSamples spoof,
            PatchSampler sampler,
            Augmentation augmentation,
            int length,
            int batchSize,
            long seed) {}

    private final Source source;
    private final long epoch;
    private final ClassSamples.Place[] liveOrder;
    private final ClassSamples.Place[] spoofOrder;

    EpochPlaces(Source source, long epoch) {
        this.source = source;
        this.epoch = epoch;
        liveOrder = source.live().order(source.length(), EpochOrder.mix(source.seed(), epoch, 1));
        spoofOrder = source.spoof().order(source.length(), EpochOrder.mix(source.seed(), epoch, 0));
    }

    /** Puts a patch of a picture into a place of a batch; returns the sample's id. */
    String fill(InputBatch target, int batch, int place) {
        int pair = batch * (source.batchSize() / 2) + place / 2;
        long placeSeed = EpochOrder.mix(source.seed(), epoch, 2 + 2L * pair + place % 2);
        long frameSeed = EpochOrder.mix(placeSeed, 1);
        ClassSamples.Loaded loaded =
                place % 2 == 0
                        ? source.live().load(liveOrder[pair], frameSeed)
                        : source.spoof().load(spoofOrder[pair], frameSeed);
        SplittableRandom random = new SplittableRandom(placeSeed);
        target.set(place, source.augmentation().patch(loaded.face(), source.sampler(), random));
        return loaded.sample().id();
    }
}
