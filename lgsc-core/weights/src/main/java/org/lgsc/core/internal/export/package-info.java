/** The card beside an exported network. No part of the API. */
@NullMarked
package org.lgsc.core.internal.export;

import org.jspecify.annotations.NullMarked;
