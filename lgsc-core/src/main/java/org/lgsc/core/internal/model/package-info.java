/** The description that goes with an exported model. No part of the API. */
package org.lgsc.core.internal.model;
