/** The card beside an exported network. No part of the API. */
package org.lgsc.core.internal.export;
