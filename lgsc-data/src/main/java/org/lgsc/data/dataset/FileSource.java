package org.lgsc.data.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.file.Sha256;

/** A picture file, decoded at each call. */
final class FileSource implements ImageSource {
    private final Path file;
    private final ImageDecoder decoder;
    private volatile @Nullable String sha256;

    FileSource(Path file, ImageDecoder decoder) {
        this.file = Objects.requireNonNull(file, "file");
        this.decoder = Objects.requireNonNull(decoder, "decoder");
    }

    @Override
    public RgbImage load() {
        return decoder.decode(file);
    }

    @Override
    public Optional<EncodedPicture> encoded() {
        return Optional.of(decoder.open(decoder.read(file), file.toString()));
    }

    @Override
    public String content() {
        String found = sha256;
        if (found == null) {
            try {
                found = Sha256.of(file);
            } catch (IOException e) {
                found = ""; // loading it reports the error
            }
            sha256 = found;
        }
        return found;
    }
}
