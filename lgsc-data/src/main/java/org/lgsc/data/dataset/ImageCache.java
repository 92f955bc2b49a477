package org.lgsc.data.dataset;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.image.RgbImage;

/**
 * Keeps pictures in memory up to a byte budget. The first ones are kept and nothing is evicted: an
 * epoch visits every picture once in random order, which makes any recency rule useless.
 */
final class ImageCache {
    private final AtomicLong left;

    ImageCache(long budgetBytes) {
        if (budgetBytes < 0) {
            throw new IllegalArgumentException("budget must not be negative: " + budgetBytes);
        }
        left = new AtomicLong(budgetBytes);
    }

    ImageSource source(ImageSource origin) {
        if (origin instanceof FrameSource video) {
            return new FrameSource(video.frames().stream().map(this::source).toList());
        }
        return new Cached(origin);
    }

    private boolean reserve(long bytes) {
        long now = left.get();
        while (now >= bytes) {
            if (left.compareAndSet(now, now - bytes)) {
                return true;
            }
            now = left.get();
        }
        return false;
    }

    private final class Cached implements ImageSource {
        private final ImageSource origin;
        private volatile @Nullable RgbImage kept;

        Cached(ImageSource origin) {
            this.origin = origin;
        }

        @Override
        public String content() {
            return origin.content();
        }

        @Override
        public RgbImage load() {
            RgbImage image = kept;
            if (image != null) {
                return image;
            }
            image = origin.load();
            synchronized (this) {
                if (kept == null && reserve(image.data().length)) {
                    kept = image;
                }
            }
            return image;
        }
    }
}
