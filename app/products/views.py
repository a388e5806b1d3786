"""The public list, and the page that adds to it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.extensions import db
from app.guards import login_required
from app.products import messages
from app.products.forms import ProductForm
from app.products.models import Product

bp = Blueprint("products", __name__)

#: How many products are on a page of the list.
PER_PAGE = 12


@bp.route("/products")
@bp.route("/products/before/<id:product_id>")
def index(product_id: int | None = None) -> ResponseReturnValue:
    """Show anyone the products, the newest first: from the newest on, or those that were added before ``product_id``.

    A page begins at an id and not at a number, so that none costs more than the first, however long the list is, and
    none moves while a reader turns to the next.
    """
    newest_first = db.select(Product).order_by(Product.id.desc()).limit(PER_PAGE + 1)
    rows = newest_first if product_id is None else newest_first.where(Product.id < product_id)
    products = db.session.scalars(rows).all()
    return render_template(
        "products/index.html",
        products=products[:PER_PAGE],
        starts_later=product_id is not None,
        goes_on=len(products) > PER_PAGE,
    )


@bp.route("/products/new", methods=["GET", "POST"])
@login_required
def new() -> ResponseReturnValue:
    """Add a product: members only."""
    form = ProductForm(request.form)
    if form.validate_on_submit():
        product = Product(added_by_id=current_user.id, name=form.name.data, description=form.description.data)
        db.session.add(product)
        db.session.commit()
        flash(messages.PRODUCT_ADDED.format(name=product.name), "success")
        return redirect(url_for("products.index"))
    return render_template("products/new.html", form=form)
