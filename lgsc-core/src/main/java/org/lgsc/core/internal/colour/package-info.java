/** Colours of pictures and videos that are not sRGB. No part of the API. */
@NullMarked
package org.lgsc.core.internal.colour;

import org.jspecify.annotations.NullMarked;
