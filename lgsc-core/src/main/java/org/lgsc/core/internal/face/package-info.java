/** The one way from a picture to a face that data sets and commands share. No part of the API. */
@NullMarked
package org.lgsc.core.internal.face;

import org.jspecify.annotations.NullMarked;
