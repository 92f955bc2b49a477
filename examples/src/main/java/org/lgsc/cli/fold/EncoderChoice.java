package org.lgsc.cli.fold;

import java.nio.file.Path;
import org.lgsc.train.InitialEncoder;
import picocli.CommandLine.ITypeConverter;

/**
 * What an encoder starts from: a name, or a file with weights.
 *
 * @param name builtin, none, random (the same), imagenet, or the file's full path
 */
public record EncoderChoice(String name) {
    /** Torchvision's weights. */
    public static final EncoderChoice IMAGENET = new EncoderChoice("imagenet");

    private static final String NONE = "none";

    /** From the command line. */
    public static final class Converter implements ITypeConverter<EncoderChoice> {
        /** For picocli. */
        public Converter() {}

        @Override
        public EncoderChoice convert(String value) {
            EncoderChoice choice = new EncoderChoice(value);
            return choice.isImageNet() || choice.named() != null
                    ? choice
                    : new EncoderChoice(Path.of(value).toAbsolutePath().normalize().toString());
        }
    }

    private InitialEncoder named() {
        if (name.equals(NONE)) {
            return InitialEncoder.RANDOM;
        }
        for (InitialEncoder encoder : InitialEncoder.values()) {
            if (encoder.toString().equals(name)) {
                return encoder;
            }
        }
        return null;
    }

    /** What the options say; random where a file replaces it. */
    public InitialEncoder initial() {
        InitialEncoder named = named();
        return named == null ? InitialEncoder.RANDOM : named;
    }

    /** Whether weights come from a file. */
    public boolean fromFile() {
        return named() == null;
    }

    /** Whether they are torchvision's. */
    boolean isImageNet() {
        return equals(IMAGENET);
    }

    /** As it is kept with a run: good from any folder. */
    @Override
    public String toString() {
        return name;
    }
}
