/** The description that goes with an exported model. No part of the API. */
@NullMarked
package org.lgsc.core.internal.model;

import org.jspecify.annotations.NullMarked;
